"""Thill, Interlude: the chain rule, with its example worked out both ways.

Change the numbers below and run it again: python walkthroughs/thill/chain_rule.py
"""

import math
import sys

try:
    from backprop_scalar.walkthrough import PrintedCalculation, Story, walk
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing: do the set-up in README.md, then use its .venv/bin/python")

from backprop_scalar.equations import central_quotient, chain, error_signal_of_layer
from backprop_scalar.functions import exp
from backprop_scalar.notes.quantities import Named

T = 0.3  # t of z = sin(x² + y²), x = e^t, y = t²
T_1, T_2 = 0.4, -1.5  # t_1, t_2 of the example with several variables
H = 1e-5  # the nudge of the finite difference


def r_of(t: float) -> float:
    """r = x² + y² with x = e^t and y = t²."""
    return exp(t) ** 2 + (t**2) ** 2


def one_variable(story: Story) -> None:
    """The note's example by way of x and y."""
    story.heading("By way of x and y")
    story.text(
        "`z = f(x, y)` depends on `t` along two paths, through `x` and through `y`. Each path "
        "contributes the product of the derivatives met on it, and the contributions add up. In "
        "the note's example `z = sin(x^2 + y^2)`, `x = e^t`, `y = t^2`. (In this section x, y and "
        "z are any quantities, not inputs, targets and pre-activations.) Let `r` be `x^2 + y^2`."
    )
    c = story.calculation("thill")
    t = c.given("t", T, "the variable that both paths start from")
    sine = c.given("sin(r)", math.sin(r_of(T)), "from a calculator, r in radians; this is z")
    cosine = c.given("cos(r)", math.cos(r_of(T)), "likewise")
    c.show_given()
    story.rounding()
    x = c.line("x", exp, t, cite="after chainrule1")
    y = c.line("y", lambda t: t**2, t, cite="after chainrule1")
    c.line("r", lambda x, y: x**2 + y**2, x, y)
    c.line("z", lambda z: z, sine, cite="after chainrule1")
    dz_dx = c.line("∂z/∂x", lambda x, cos_r: 2 * x * cos_r, x, cosine, cite="after chainrule1")
    dz_dy = c.line("∂z/∂y", lambda y, cos_r: 2 * y * cos_r, y, cosine, cite="after chainrule1")
    dx_dt = c.line("dx/dt", exp, t, cite="after chainrule1")
    dy_dt = c.line("dy/dt", lambda t: 2 * t, t, cite="after chainrule1")
    paths = ([dz_dx, dz_dy], [dx_dt, dy_dt])
    by_paths = c.line("dz/dt", error_signal_of_layer, *paths, cite="chainrule1")
    c.line(
        "dz/dt (factored)",
        lambda cos_r, x, y, t: 2 * cos_r * (x * exp(t) + 2 * y * t),
        *(cosine, x, y, t),
        cite="after chainrule1",
    )
    c.show()
    story.text("The last line is the same sum with `2·cos(r)`, which both paths hold, in front.")
    directly(story, c, by_paths)


def directly(story: Story, c: PrintedCalculation, by_paths: Named) -> None:
    """The example with x and y put in."""
    story.heading("Directly")
    story.text(
        "Put `x` and `y` in first: `z = sin(e^(2t) + t^4)` has one variable, and its inner "
        "derivative is `2·e^(2t) + 4·t^3`. The argument is the same `r`, and so is its cosine."
    )
    inner = c.line(
        "dr/dt", lambda t: 2 * exp(2 * t) + 4 * t**3, c.named("t"), cite="before chainrule2"
    )
    direct = c.line("dz/dt (direct)", chain, c.named("cos(r)"), inner, cite="before chainrule2")
    c.show()
    difference = central_quotient(math.sin(r_of(T + H)), math.sin(r_of(T - H)), H)
    story.text(
        f"With `x = e^t` and `y = t^2` put into the factored sum, `x·e^t` is `e^(2t)` and `2·y·t` "
        f"is `2·t^3`: both ways end in the same expression, and here in numbers that differ by "
        f"{abs(c.number(by_paths) - c.number(direct)):.1e}. Nudging `t` up and down by {H:g} gives "
        f"the finite difference {story.number(difference)}."
    )


def several_variables(story: Story) -> None:
    """A z of three x_j, each of two t_i."""
    story.heading("Vectors: the sum over all paths")
    story.text(
        "With vectors in between, `t_i` reaches `z` through every component `x_j`, so there is "
        "one term for each `j`. The note gives no example here; take `x_1 = t_1·t_2`, "
        "`x_2 = t_1 + t_2`, `x_3 = (t_2)^2` and `z = x_1·x_2 + x_3`."
    )
    c = story.calculation("thill")
    t_1, t_2 = c.givens("t_{}", [T_1, T_2], "variable {}")
    c.show_given()
    x_1 = c.line("x_1", lambda t_1, t_2: t_1 * t_2, t_1, t_2)
    x_2 = c.line("x_2", lambda t_1, t_2: t_1 + t_2, t_1, t_2)
    x_3 = c.line("x_3", lambda t_2: t_2**2, t_2)
    z = c.line("z", lambda x_1, x_2, x_3: x_1 * x_2 + x_3, x_1, x_2, x_3)
    c.show()
    story.text(
        "Since `z` holds `x_1` times `x_2`, its derivative by the one is the other; by `x_3` it is "
        "1. In the same way `t_2` stands beside `t_1` in `x_1`. And `x_3` does not contain `t_1`, "
        "so that path contributes 0."
    )
    dx_dt = c.line("∂x_3/∂t_2", lambda t_2: 2 * t_2, t_2)
    outer = [x_2, x_1, 1]
    gradients = [
        c.line("∂z/∂t_1", error_signal_of_layer, outer, [t_2, 1, 0], cite="chainrule2"),
        c.line("∂z/∂t_2", error_signal_of_layer, outer, [t_1, 1, dx_dt], cite="chainrule2"),
    ]
    c.show()
    c.check(z, *zip(gradients, (t_1, t_2)))
    story.text(
        "In a network the place of `t_i` is taken by a pre-activation of one layer and that of "
        "`x_j` by the pre-activations of the next: recursion.py goes on from here."
    )


def tell(story: Story) -> None:
    """The interlude, in the order of the note."""
    story.heading("Thill, interlude: the chain rule and nested dependencies", 1)
    one_variable(story)
    several_variables(story)


if __name__ == "__main__":
    sys.exit(walk(tell, __doc__))
