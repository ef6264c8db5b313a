"""What a person can do in the window beside coding: each verb asks, hands on to the study, and reports."""
