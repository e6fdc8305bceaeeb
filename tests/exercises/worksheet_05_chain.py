"""A chain of four neurons

Goes with anomitroid §5, (50)-(56). Pass the error back through four sigmoid neurons and see what
is left of it.

Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or 1/(1 +
exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are known too. Write at
least 4 significant digits; whether you round, cut or carry more of them from line to line does not
matter. What you have not worked out stays as it is. The error signal δ is the derivative of the
cost with respect to a weighted input.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
WORKSHEET = "chain"
SEED = 0

GIVEN = {
    "x": 0.6,  # input
    "y": 0.9,  # target
    "w^(1)": -0.65,  # weight of layer 1
    "b^(1)": -0.95,  # bias of layer 1
    "w^(2)": -0.2,  # weight of layer 2
    "b^(2)": -0.85,  # bias of layer 2
    "w^(3)": -0.6,  # weight of layer 3
    "b^(3)": -0.45,  # bias of layer 3
    "w^(4)": 0.15,  # weight of layer 4
    "b^(4)": 0.4,  # bias of layer 4
}

ANSWERS = {
    # Forward pass
    "z^(1)": ...,  # w^(1)·x + b^(1)
    "a^(1)": ...,  # 1/(1 + e^(−z^(1)))
    "z^(2)": ...,  # w^(2)·a^(1) + b^(2)
    "a^(2)": ...,  # 1/(1 + e^(−z^(2)))
    "z^(3)": ...,  # w^(3)·a^(2) + b^(3)
    "a^(3)": ...,  # 1/(1 + e^(−z^(3)))
    "z^(4)": ...,  # w^(4)·a^(3) + b^(4)
    "a^(4)": ...,  # 1/(1 + e^(−z^(4)))
    # Cost
    "L": ...,  # (a^(4) − y)^2
    # Backward pass
    "∂L/∂a^(4)": ...,  # 2·(a^(4) − y)
    "σ'(z^(4))": ...,  # a^(4)·(1 − a^(4))
    "δ^(4)": ...,  # ∂L/∂a^(4)·σ'(z^(4))
    "∂L/∂a^(3)": ...,  # w^(4)·δ^(4)
    "σ'(z^(3))": ...,  # a^(3)·(1 − a^(3))
    "δ^(3)": ...,  # ∂L/∂a^(3)·σ'(z^(3))
    "∂L/∂a^(2)": ...,  # w^(3)·δ^(3)
    "σ'(z^(2))": ...,  # a^(2)·(1 − a^(2))
    "δ^(2)": ...,  # ∂L/∂a^(2)·σ'(z^(2))
    "∂L/∂a^(1)": ...,  # w^(2)·δ^(2)
    "σ'(z^(1))": ...,  # a^(1)·(1 − a^(1))
    "δ^(1)": ...,  # ∂L/∂a^(1)·σ'(z^(1))
    # Gradients
    "∂L/∂w^(1)": ...,  # x·δ^(1)
    "∂L/∂b^(1)": ...,  # δ^(1)
    "∂L/∂w^(2)": ...,  # a^(1)·δ^(2)
    "∂L/∂b^(2)": ...,  # δ^(2)
    "∂L/∂w^(3)": ...,  # a^(2)·δ^(3)
    "∂L/∂b^(3)": ...,  # δ^(3)
    "∂L/∂w^(4)": ...,  # a^(3)·δ^(4)
    "∂L/∂b^(4)": ...,  # δ^(4)
}
