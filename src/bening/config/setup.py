"""Prepares the folder of what the application keeps: `python -m bening.config.setup`."""

import os

from bening.config.environment import make_secret_key, state_folder

if __name__ == "__main__":
    make_secret_key(state_folder(os.environ))
