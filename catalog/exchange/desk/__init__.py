"""Files of films that staff hand in: kept apart, looked through, and brought in on a yes.

- `files` keeps each in a folder of its own, and takes it away.
- `steps` leads a file from one state to the next; nothing is brought in before the yes.
- `work` is what is done outside of requests: looking through, bringing in.
- `preview` shows what was found out.
"""
