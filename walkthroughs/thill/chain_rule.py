"""Thill, Interlude: the chain rule, with its example worked out both ways.

Change the numbers below and run it again: python walkthroughs/thill/chain_rule.py
"""

import math
import sys

from backprop_scalar.equations import central_quotient, error_signal_of_layer
from backprop_scalar.functions import exp
from backprop_scalar.notes.quantities import Named
from backprop_scalar.tracing.calculation import Calculation
from backprop_scalar.tracing.digits import significant
from backprop_scalar.walkthrough import Story, walk

T = 0.3  # t of z = sin(x² + y²), x = e^t, y = t²
T_1, T_2 = 0.4, -1.5  # t_1, t_2 of the example with several variables
H = 1e-5  # the nudge of the finite difference


def z_of(t: float) -> float:
    """z = sin(x² + y²) with x = e^t and y = t²."""
    x, y = exp(t), t**2
    return math.sin(x**2 + y**2)


def one_variable(story: Story) -> None:
    """The note's example by way of x and y."""
    story.heading("By way of x and y")
    story.text(
        "`z = f(x, y)` depends on `t` along two paths, through `x` and through `y`. Each path "
        "contributes the product of the derivatives met on it, and the contributions add up. In "
        "the note's example `z = sin(x^2 + y^2)`, `x = e^t`, `y = t^2`. (In this section x, y and "
        "z are any quantities, not inputs, targets and pre-activations.)"
    )
    c = story.calculation("thill")
    t = c.given("t", T, "the variable that both paths start from")
    c.show_given()
    x = c.line("x", exp, t)
    y = c.line("y", lambda t: t**2, t)
    r = c.line("r", lambda x, y: x**2 + y**2, x, y)
    c.show()
    story.rounding()
    cosine = c.given("cos(r)", math.cos(c.number(r)))
    story.text(
        f"With `r = x^2 + y^2` a calculator, set to radians, gives `z = sin(r)` = "
        f"{significant(math.sin(c.number(r)), story.digits)} and `cos(r)` = "
        f"{significant(c.number(cosine), story.digits)}. The four derivatives, and their sum over "
        f"the two paths:"
    )
    dz_dx = c.line("∂z/∂x", lambda x, cos_r: 2 * x * cos_r, x, cosine)
    dz_dy = c.line("∂z/∂y", lambda y, cos_r: 2 * y * cos_r, y, cosine)
    dx_dt = c.line("dx/dt", exp, t)
    dy_dt = c.line("dy/dt", lambda t: 2 * t, t)
    by_paths = c.line(
        "dz/dt", error_signal_of_layer, [dz_dx, dz_dy], [dx_dt, dy_dt], cite="chainrule1"
    )
    c.line(
        "dz/dt (factored)",
        lambda cos_r, x, y, t: 2 * cos_r * (x * exp(t) + 2 * y * t),
        *(cosine, x, y, t),
    )
    c.show()
    story.text("The last line is the same sum with `2·cos(r)`, which both paths hold, in front.")
    directly(story, c, t, cosine, by_paths)


def directly(story: Story, c: Calculation, t: Named, cosine: Named, by_paths: Named) -> None:
    """The example with x and y put in."""
    story.heading("Directly")
    story.text(
        "Put `x` and `y` in first: `z = sin(e^(2t) + t^4)` has one variable, and its inner "
        "derivative is `2·e^(2t) + 4·t^3`. The argument is the same `r`, and so is its cosine."
    )
    direct = c.line(
        "dz/dt (direct)",
        lambda cos_r, t: cos_r * (2 * exp(2 * t) + 4 * t**3),
        cosine,
        t,
    )
    c.line(
        "dz/dt (direct, factored)",
        lambda cos_r, t: 2 * cos_r * (exp(2 * t) + 2 * t**3),
        cosine,
        t,
    )
    c.show()
    story.text(
        "Both ways end in the same expression: with `x = e^t` and `y = t^2` put into the factored "
        "sum over the paths, `x·e^t` is `e^(2t)` and `2·y·t` is `2·t^3`."
    )
    difference = central_quotient(z_of(T + H), z_of(T - H), H)
    gap = abs(c.number(by_paths) - c.number(direct))
    story.text(
        f"The two ways differ by {gap:.1e}, which is rounding. Nudging `t` up and down by {H:g} "
        f"gives the finite difference {significant(difference, story.digits)}."
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
    t = [c.given("t_1", T_1, "first variable"), c.given("t_2", T_2, "second variable")]
    c.show_given()
    x_1 = c.line("x_1", lambda t_1, t_2: t_1 * t_2, *t)
    x_2 = c.line("x_2", lambda t_1, t_2: t_1 + t_2, *t)
    x_3 = c.line("x_3", lambda t_2: t_2**2, t[1])
    z = c.line("z", lambda x_1, x_2, x_3: x_1 * x_2 + x_3, x_1, x_2, x_3)
    c.show()
    story.text(
        "Since `z` holds `x_1` times `x_2`, its derivative by the one is the other; by `x_3` it is "
        "1. In the same way `t_2` stands beside `t_1` in `x_1`. And `x_3` does not contain `t_1`, "
        "so that path contributes 0."
    )
    dz_dx = [
        c.line("∂z/∂x_1", lambda x_2: x_2, x_2),
        c.line("∂z/∂x_2", lambda x_1: x_1, x_1),
        1,
    ]
    dx_dt_1 = [c.line("∂x_1/∂t_1", lambda t_2: t_2, t[1]), 1, 0]
    dx_dt_2 = [
        c.line("∂x_1/∂t_2", lambda t_1: t_1, t[0]),
        1,
        c.line("∂x_3/∂t_2", lambda t_2: 2 * t_2, t[1]),
    ]
    gradients = [
        c.line("∂z/∂t_1", error_signal_of_layer, dz_dx, dx_dt_1, cite="chainrule2"),
        c.line("∂z/∂t_2", error_signal_of_layer, dz_dx, dx_dt_2, cite="chainrule2"),
    ]
    c.show()
    c.check(z, *zip(gradients, t))
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
