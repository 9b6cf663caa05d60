"""The prompts, one YAML file each: parts by name, with ``{placeholders}``. ``assistant.prompting`` loads and checks them."""
