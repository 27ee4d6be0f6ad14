"""All that goes over the network to others."""
