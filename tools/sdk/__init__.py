"""How the data of AWS SDK integrations is made: from pinned packages to `engine/sfn_engine/sdk/operations.bin`."""
