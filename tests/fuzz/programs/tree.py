"""Generated programs as trees of text, so that a find can be reduced without a JavaScript parser.

A node is an expression ('e'), a statement ('s') or a list of statements ('b'); its parts are strings and nodes.
The reducer drops statements, puts a statement's inner ones in its place, and puts a smaller expression in an
expression's place; what does not parse any more is refused by Node.
"""


class Node:
    __slots__ = ("kind", "parts")

    def __init__(self, kind, parts):
        self.kind, self.parts = kind, parts

    def text(self, indent=""):
        if self.kind == "b":
            return "".join(indent + child.text(indent) + "\n" for child in self.parts if child.parts)
        out = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
            elif part.kind == "b":
                out.append("\n" + part.text(indent + "  ") + indent)
            else:
                out.append(part.text(indent))
        return "".join(out)

    def children(self):
        return [part for part in self.parts if isinstance(part, Node)]


def made(kind, template, arguments):
    """The template's every @ stands for the next argument: a node, or a text."""
    pieces = template.split("@")
    assert len(pieces) == len(arguments) + 1, (template, arguments)
    parts = [pieces[0]] if pieces[0] else []
    for argument, piece in zip(arguments, pieces[1:]):
        parts.append(argument if isinstance(argument, Node) else str(argument))
        if piece:
            parts.append(piece)
    return Node(kind, parts)


def expression(template, *arguments):
    return made("e", template, arguments)


def statement(template, *arguments):
    return made("s", template, arguments)


def block(statements):
    return Node("b", list(statements))


def joined(nodes, separator=", "):
    """Several expressions as one list, without a node of their own around it."""
    parts = []
    for i, node in enumerate(nodes):
        if i:
            parts.append(separator)
        parts.append(node)
    return Node("l", parts)
