"""Two steps of descent

Goes with ko §2 (1) and §5. Take two steps of gradient descent with the linear neuron z = w x + b
and C = ½ (z - y)². The index counts the steps taken.

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
WORKSHEET = "two_steps"
SEED = 0

GIVEN = {
    "x": 0.4,  # input
    "y": 1.2,  # target
    "w_0": -0.2,  # weight at the start
    "b_0": -0.45,  # bias at the start
    "η": 0.35,  # learning rate
}

ANSWERS = {
    # The first step
    "z_0": ...,  # w_0·x + b_0
    "C_0": ...,  # (z_0 − y)^2/2
    "δ_0": ...,  # z_0 − y
    "∂C/∂w_0": ...,  # x·δ_0
    "∂C/∂b_0": ...,  # δ_0
    "w_1": ...,  # w_0 − η·∂C/∂w_0
    "b_1": ...,  # b_0 − η·∂C/∂b_0
    # The second step
    "z_1": ...,  # w_1·x + b_1
    "C_1": ...,  # (z_1 − y)^2/2
    "δ_1": ...,  # z_1 − y
    "∂C/∂w_1": ...,  # x·δ_1
    "∂C/∂b_1": ...,  # δ_1
    "w_2": ...,  # w_1 − η·∂C/∂w_1
    "b_2": ...,  # b_1 − η·∂C/∂b_1
    # After two steps
    "z_2": ...,  # w_2·x + b_2
    "C_2": ...,  # (z_2 − y)^2/2
}
