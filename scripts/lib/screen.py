# SPDX-License-Identifier: Apache-2.0
"""What a terminal of some size shows after a program has written to it, as far as programs here go.

A sequence that is not known is an error: a wrong picture would not be seen to be one.
"""
import re

PLAIN = (None, False, False)  # colour, bold, reversed
COLOURS = range(31, 37)
# Private sequences, with a question mark, set modes of the terminal and ask it questions: nothing of it is seen.
SEQUENCE = re.compile(r"\x1b(?:\[\?[0-9;]*[ -/]*[@-~]|\[(?P<numbers>[0-9;]*)(?P<command>[@-~])|\(B|\)[0B]|[=>7])|\x1b")
LEAVING = re.compile(r"\x1b\[\?(?:1049|1047|47)l")
# The window's title put aside and taken back, and the question what terminal it is: nothing of it is seen either. Modes
# without a question mark are not among them: one is to insert characters.
TITLE_ASIDE = (22, 23)


class Screen:
    """The characters on a terminal, with the style of each."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.row = self.column = 0
        self.style = PLAIN
        self.lines = [self.blank(columns) for _ in range(rows)]

    def blank(self, count):
        return [(" ", PLAIN)] * count

    def write(self, text):
        """Takes what a program wrote, up to the end of its alternate screen if it has one."""
        text = LEAVING.split(text)[0]
        end = 0
        for sequence in SEQUENCE.finditer(text):
            self.print(text[end : sequence.start()])
            end = sequence.end()
            if sequence["command"]:
                self.control(sequence["command"], [int(n or 0) for n in sequence["numbers"].split(";")])
            elif len(sequence[0]) == 1:
                raise ValueError(f"unknown sequence {text[end - 1 : end + 10]!r}")
        self.print(text[end:])

    def print(self, text):
        for character in text:
            if character == "\r":
                self.column = 0
            elif character == "\n":
                self.row += 1
            elif character == "\b":
                self.column = max(0, self.column - 1)
            elif character >= " ":
                if self.column >= self.columns:
                    self.row, self.column = self.row + 1, 0
                self.scroll()
                self.lines[self.row][self.column] = (character, self.style)
                self.column += 1
            elif character != "\a":
                raise ValueError(f"unknown character {character!r}")
            self.scroll()

    def scroll(self):
        while self.row >= self.rows:
            self.lines = self.lines[1:] + [self.blank(self.columns)]
            self.row -= 1

    def control(self, command, numbers):
        count = max(1, numbers[0])
        line = self.lines[self.row]
        at = min(self.column, self.columns - 1)
        if command == "m":
            self.restyle(numbers)
        elif command in "Hf":
            self.row, self.column = count - 1, max(1, (numbers + [1])[1]) - 1
        elif command == "d":
            self.row = count - 1
        elif command == "G":
            self.column = count - 1
        elif command in "AB":
            self.row += count if command == "B" else -count
        elif command in "CD":
            self.column = at + (count if command == "C" else -count)
        elif command == "K" and numbers[0] <= 2:
            start, stop = [(at, self.columns), (0, at + 1), (0, self.columns)][numbers[0]]
            line[start:stop] = self.blank(stop - start)
        elif command == "J" and numbers[0] in (0, 2):
            start = 0 if numbers[0] == 2 else at
            line[start:] = self.blank(self.columns - start)
            for row in range(0 if numbers[0] == 2 else self.row + 1, self.rows):
                self.lines[row] = self.blank(self.columns)
        elif command == "X":
            line[at : at + count] = self.blank(len(line[at : at + count]))
        elif command == "P":
            line[:] = line[:at] + line[at + count :] + self.blank(len(line[at : at + count]))
        elif command == "@":
            line[:] = (line[:at] + self.blank(count) + line[at:])[: self.columns]
        elif command == "L":
            new = [self.blank(self.columns) for _ in range(count)]
            self.lines = (self.lines[: self.row] + new + self.lines[self.row :])[: self.rows]
        elif command == "M":
            new = [self.blank(self.columns) for _ in range(len(self.lines[self.row : self.row + count]))]
            self.lines = self.lines[: self.row] + self.lines[self.row + count :] + new
        elif command == "r" and numbers in ([0], [1, self.rows]):
            self.row = self.column = 0
        elif command != "c" and (command != "t" or numbers[0] not in TITLE_ASIDE):
            raise ValueError(f"unknown sequence ESC [ {numbers} {command}")
        self.row = min(max(self.row, 0), self.rows - 1)
        self.column = min(max(self.column, 0), self.columns)

    def restyle(self, numbers):
        for number in numbers:
            colour, bold, reverse = self.style
            if number == 0:
                self.style = PLAIN
            elif number in (1, 22):
                self.style = (colour, number == 1, reverse)
            elif number in (7, 27):
                self.style = (colour, bold, number == 7)
            elif number in COLOURS or number == 39:
                self.style = (None if number == 39 else number, bold, reverse)
            else:
                raise ValueError(f"unknown style {number}")

    def runs(self):
        """Yields row, column, text and style of what is to be drawn, in pieces of one style."""
        for row, line in enumerate(self.lines):
            column = 0
            while column < self.columns:
                style, end = line[column][1], column
                while end < self.columns and line[end][1] == style:
                    end += 1
                text = "".join(character for character, _ in line[column:end])
                if text.strip() or style[2]:
                    yield row, column, text if style[2] else text.rstrip(), style
                column = end
