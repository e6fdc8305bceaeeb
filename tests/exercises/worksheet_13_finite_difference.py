"""A gradient checked by hand

Goes with ko §5; anomitroid §1, (1); thill, practice: gradient checking. Move a weight up and down
by h, and compare the quotient with backpropagation. With six digits the two agree in the first
four or so: nearly equal costs lose the rest.

Put a number in the place of each ... below, with 6 significant digits or more; arithmetic such as
0.4*0.7 - 0.3 or exp(-0.2) will do. What you have not worked out stays as it is. Round as you like,
or not at all, between the lines.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

from math import exp, log, tanh  # log is the natural logarithm

WORKSHEET = "finite_difference"
SEED = 0

GIVEN = {
    "x": 1.4,  # input
    "y": 0.1,  # target
    "w": -0.45,  # weight
    "b": -0.65,  # bias
    "h": 0.01,  # how far the weight is moved, both ways
    "w + h": -0.44,  # the weight moved up
    "w − h": -0.46,  # the weight moved down
}

ANSWERS = {
    # The cost at w + h
    "z(w + h)": ...,  # (w + h)·x + b
    "a(w + h)": ...,  # 1/(1 + e^(−z(w + h)))
    "C(w + h)": ...,  # (a(w + h) − y)^2/2
    # The cost at w − h
    "z(w − h)": ...,  # (w − h)·x + b
    "a(w − h)": ...,  # 1/(1 + e^(−z(w − h)))
    "C(w − h)": ...,  # (a(w − h) − y)^2/2
    # The central difference
    "ΔC/Δw": ...,  # (C(w + h) − C(w − h))/(2·h)
    # The same by backpropagation
    "z": ...,  # w·x + b
    "a": ...,  # 1/(1 + e^(−z))
    "∂C/∂a": ...,  # a − y
    "σ'(z)": ...,  # a·(1 − a)
    "δ": ...,  # ∂C/∂a·σ'(z)
    "∂C/∂w": ...,  # x·δ
}
