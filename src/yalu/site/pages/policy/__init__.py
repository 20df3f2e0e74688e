"""Pages on the policy desk."""
