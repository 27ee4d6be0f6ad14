"""What assistants ask of a brand, by the Model Context Protocol; approving is no tool."""
