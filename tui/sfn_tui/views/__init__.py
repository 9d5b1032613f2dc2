"""What the panes and screens show, as frozen values. Pure."""
