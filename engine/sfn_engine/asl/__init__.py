"""The Amazon States Language: model, parser, edges, expressions and structural checks."""
