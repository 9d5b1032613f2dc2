"""SAM and CloudFormation templates: their machines, functions, roles, and the strings that hold definitions."""
