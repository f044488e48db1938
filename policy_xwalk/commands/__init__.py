"""The commands of the command line, a module a family; each gives its commands with help in one language."""
