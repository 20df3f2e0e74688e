"""YAML and JSON read strictly into typed records."""
