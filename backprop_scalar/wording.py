"""How values and counts are put into words, in errors and in print."""


def number_of(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun.

    >>> number_of(1, "neuron"), number_of(2, "neuron"), number_of(3, "entry", "entries")
    ('1 neuron', '2 neurons', '3 entries')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


# What people type for names that are spelled in one way here.
ALIASES = {
    "mse": "mean_squared_error",
    "sse": "squared_error",
    "quadratic": "half_squared_error",
    "bce": "binary_cross_entropy",
    "binary_crossentropy": "binary_cross_entropy",
    "ce": "cross_entropy",
    "crossentropy": "cross_entropy",
    "categorical_cross_entropy": "cross_entropy",
    "categorical_crossentropy": "cross_entropy",
    "linear": "identity",
    "logistic": "sigmoid",
    "leakyrelu": "leaky_relu",
    "lrelu": "leaky_relu",
    "negative_slope": "slope",
    "bias": "biases",
    "lr": "eta",
    "learning_rate": "eta",
    "weight_decay": "l2",
    "lambda": "l2",
    "average": "mean",
}


def name_here(name: str) -> str:
    """The name that something has here, of one that was typed as others write it.

    >>> name_here("MSE"), name_here("Leaky-ReLU"), name_here("mean squared error")
    ('mean_squared_error', 'leaky_relu', 'mean_squared_error')
    """
    plain = name.lower().replace(" ", "_").replace("-", "_")
    return ALIASES.get(plain, plain)


def shortened(text: str, most: int) -> str:
    """The text, its middle left out where it has more than `most` characters."""
    if len(text) <= most:
        return text
    end = (most - 3) // 2
    return f"{text[: most - 3 - end]}...{text[-end:]}"


def shown(value: object) -> str:
    """A value as Python writes it, for an error: on one line, of at most 60 characters."""
    return shortened(repr(value), 60)


def one_line(text: str) -> str:
    """The text with every sign that cannot be printed, such as the end of a line, as its escape."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


class Layered:
    """Lists by layer, printed a layer to a line with six significant digits.

    >>> class Gradients(Layered):
    ...     def __init__(self, dw, db):
    ...         self.dw, self.db = dw, db
    >>> Gradients([[], [[0.5, 1 / 3]]], [[], [2.0]])
    Gradients:
    dw[1] = [[0.5, 0.333333]]
    db[1] = [2]
    """

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__}:"]
        for name, layers in vars(self).items():
            for l, entries in enumerate(layers):
                if entries:
                    lines.append(f"{name}[{l}] = {shortened(_rounded(entries), 300)}")
        return "\n".join(lines)


def _rounded(value: object) -> str:
    """Nested lists with six significant digits."""
    if isinstance(value, list):
        return f"[{', '.join(map(_rounded, value))}]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
