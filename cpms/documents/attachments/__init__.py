"""Files that people add to a record: checked, kept apart, and served by permission.

A later app names the records that may own files (`owners.register`), puts an
`AttachmentField` into its form and gives what the form found to `services.attach`.
"""
