"""What happened in a turn: noted as it goes, read when somebody asks."""
