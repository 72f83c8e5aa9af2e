"""What the page of the day shows, worked out from rows fetched in a fixed number of queries."""

from conferences.board.day import Board, board_of, fetched

__all__ = ["Board", "board_of", "fetched"]
