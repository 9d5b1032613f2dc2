"""AWS SDK integrations: any operation of any AWS service, with the permissions that it needs, from packed data."""
