"""One neuron, one step

Goes with anomitroid §2, written with the error signal and in the letters of its §5. Take one step
of gradient descent with a sigmoid neuron and the squared error.

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
WORKSHEET = "one_neuron"
SEED = 0

GIVEN = {
    "x": 0.9,  # input
    "y": 0.9,  # target
    "w^(1)": 0.65,  # weight of layer 1
    "b^(1)": -0.5,  # bias of layer 1
    "η": 0.65,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z^(1)": ...,  # w^(1)·x + b^(1)
    "a^(1)": ...,  # 1/(1 + e^(−z^(1)))
    # Cost
    "L": ...,  # (a^(1) − y)^2
    # Backward pass
    "∂L/∂a^(1)": ...,  # 2·(a^(1) − y)
    "σ'(z^(1))": ...,  # a^(1)·(1 − a^(1))
    "δ^(1)": ...,  # ∂L/∂a^(1)·σ'(z^(1))
    # Gradients
    "∂L/∂w^(1)": ...,  # x·δ^(1)
    "∂L/∂b^(1)": ...,  # δ^(1)
    # Update
    "w^(1) ←": ...,  # w^(1) − η·∂L/∂w^(1)
    "b^(1) ←": ...,  # b^(1) − η·∂L/∂b^(1)
}
