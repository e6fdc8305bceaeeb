"""A gradient checked by hand

Goes with thill, practice: gradient checking; ko §5 and anomitroid (1) move the weight one way
only. Move a weight up and down by h, and compare the quotient with backpropagation. The two costs
are nearly equal, so their difference has two or three digits less than they have.

Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or 1/(1 +
exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are known too. Write at
least 6 significant digits; whether you round, cut or carry more of them from line to line does not
matter. What you have not worked out stays as it is. The error signal δ is the derivative of the
cost with respect to a weighted input.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
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
