"""Values as programs read them: what every door (terminal, API, MCP) writes the same way."""
