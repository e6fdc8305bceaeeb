"""A chain of two neurons

Goes with anomitroid §4, (36)-(49). Take one step with two sigmoid neurons in a row: the second
passes its error back.

Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or 1/(1 +
exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are known too. Write at
least 4 significant digits; whether you round, cut or carry more of them from line to line does not
matter. What you have not worked out stays as it is. The error signal δ is the derivative of the
cost with respect to a weighted input. An arrow after a parameter means its value after the step.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
WORKSHEET = "chain_of_two"
SEED = 0

GIVEN = {
    "x": 0.7,  # input
    "y": 0.95,  # target
    "w^(1)": 0.45,  # weight of layer 1
    "b^(1)": 0.6,  # bias of layer 1
    "w^(2)": -0.85,  # weight of layer 2
    "b^(2)": -0.2,  # bias of layer 2
    "η": 1.35,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z^(1)": ...,  # w^(1)·x + b^(1)
    "a^(1)": ...,  # 1/(1 + e^(−z^(1)))
    "z^(2)": ...,  # w^(2)·a^(1) + b^(2)
    "a^(2)": ...,  # 1/(1 + e^(−z^(2)))
    # Cost
    "C": ...,  # (a^(2) − y)^2
    # Backward pass
    "∂C/∂a^(2)": ...,  # 2·(a^(2) − y)
    "σ'(z^(2))": ...,  # a^(2)·(1 − a^(2))
    "δ^(2)": ...,  # ∂C/∂a^(2)·σ'(z^(2))
    "∂C/∂a^(1)": ...,  # w^(2)·δ^(2)
    "σ'(z^(1))": ...,  # a^(1)·(1 − a^(1))
    "δ^(1)": ...,  # ∂C/∂a^(1)·σ'(z^(1))
    # Gradients
    "∂C/∂w^(1)": ...,  # x·δ^(1)
    "∂C/∂b^(1)": ...,  # δ^(1)
    "∂C/∂w^(2)": ...,  # a^(1)·δ^(2)
    "∂C/∂b^(2)": ...,  # δ^(2)
    # Update
    "w^(1) ←": ...,  # w^(1) − η·∂C/∂w^(1)
    "b^(1) ←": ...,  # b^(1) − η·∂C/∂b^(1)
    "w^(2) ←": ...,  # w^(2) − η·∂C/∂w^(2)
    "b^(2) ←": ...,  # b^(2) − η·∂C/∂b^(2)
}
