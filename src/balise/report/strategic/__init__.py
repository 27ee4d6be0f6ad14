"""What strategy, plan and competitors add to a report of posts: values -> parts of its pages."""
