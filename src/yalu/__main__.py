"""``python -m yalu``: the command line where its script is not on the path."""

from yalu.cli.main import run

if __name__ == "__main__":
    run()
