"""How often the tool is right: records against gold, cases against their readings, and naive baselines beside both."""
