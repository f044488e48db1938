"""The audit of 有机衔接: findings with evidence, from rules listed as data."""
