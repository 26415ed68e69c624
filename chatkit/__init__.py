"""Server SDK for ChatKit: the wire format, storage, the server and its bridge to the Agents SDK."""
