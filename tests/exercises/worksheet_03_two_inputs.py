"""Two inputs

Goes with anomitroid §3, written with the error signal and in the letters of its §6. Take one step
of gradient descent with a sigmoid neuron that has two inputs.

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
WORKSHEET = "two_inputs"
SEED = 0

GIVEN = {
    "a_1^(0)": 0.6,  # input 1
    "a_2^(0)": 0.9,  # input 2
    "y_1": 0.9,  # target 1
    "w_1,1^(1)": 0.25,  # weight from input 1 into neuron 1 of layer 1
    "w_1,2^(1)": -0.65,  # weight from input 2 into neuron 1 of layer 1
    "b_1^(1)": 0.2,  # bias of neuron 1 of layer 1
    "η": 1.55,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z_1^(1)": ...,  # w_1,1^(1)·a_1^(0) + w_1,2^(1)·a_2^(0) + b_1^(1)
    "a_1^(1)": ...,  # 1/(1 + e^(−z_1^(1)))
    # Cost
    "L": ...,  # (a_1^(1) − y_1)^2
    # Backward pass
    "∂L/∂a_1^(1)": ...,  # 2·(a_1^(1) − y_1)
    "σ'(z_1^(1))": ...,  # a_1^(1)·(1 − a_1^(1))
    "δ_1^(1)": ...,  # ∂L/∂a_1^(1)·σ'(z_1^(1))
    # Gradients
    "∂L/∂w_1,1^(1)": ...,  # a_1^(0)·δ_1^(1)
    "∂L/∂w_1,2^(1)": ...,  # a_2^(0)·δ_1^(1)
    "∂L/∂b_1^(1)": ...,  # δ_1^(1)
    # Update
    "w_1,1^(1) ←": ...,  # w_1,1^(1) − η·∂L/∂w_1,1^(1)
    "w_1,2^(1) ←": ...,  # w_1,2^(1) − η·∂L/∂w_1,2^(1)
    "b_1^(1) ←": ...,  # b_1^(1) − η·∂L/∂b_1^(1)
}
