"""What a worker can do, one kind a file: each takes the workspace, the job and where to tell."""
