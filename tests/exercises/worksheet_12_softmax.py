"""A softmax with cross-entropy

Goes with thill, Output-layer Error Signal. Take one step with three classes and the cross-entropy
-Σ y ln a, ln to the base e. The targets add up to 1, so the error signal is the output minus the
target.

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
WORKSHEET = "softmax"
SEED = 0

GIVEN = {
    "a_1^(0)": 0.7,  # input 1
    "a_2^(0)": 1.5,  # input 2
    "y_1^*": 1,  # target 1
    "y_2^*": 0,  # target 2
    "y_3^*": 0,  # target 3
    "w_1,1^(1)": -0.15,  # weight from input 1 into neuron 1 of layer 1
    "w_1,2^(1)": 0.6,  # weight from input 2 into neuron 1 of layer 1
    "b_1^(1)": -0.45,  # bias of neuron 1 of layer 1
    "w_2,1^(1)": 0.65,  # weight from input 1 into neuron 2 of layer 1
    "w_2,2^(1)": 0.4,  # weight from input 2 into neuron 2 of layer 1
    "b_2^(1)": 0.9,  # bias of neuron 2 of layer 1
    "w_3,1^(1)": -0.95,  # weight from input 1 into neuron 3 of layer 1
    "w_3,2^(1)": -0.3,  # weight from input 2 into neuron 3 of layer 1
    "b_3^(1)": 0.8,  # bias of neuron 3 of layer 1
    "η": 1.55,  # learning rate
}

ANSWERS = {
    # Forward pass
    "z_1^(1)": ...,  # w_1,1^(1)·a_1^(0) + w_1,2^(1)·a_2^(0) + b_1^(1)
    "z_2^(1)": ...,  # w_2,1^(1)·a_1^(0) + w_2,2^(1)·a_2^(0) + b_2^(1)
    "z_3^(1)": ...,  # w_3,1^(1)·a_1^(0) + w_3,2^(1)·a_2^(0) + b_3^(1)
    "a_1^(1)": ...,  # e^(z_1^(1))/(e^(z_1^(1)) + e^(z_2^(1)) + e^(z_3^(1)))
    "a_2^(1)": ...,  # e^(z_2^(1))/(e^(z_1^(1)) + e^(z_2^(1)) + e^(z_3^(1)))
    "a_3^(1)": ...,  # e^(z_3^(1))/(e^(z_1^(1)) + e^(z_2^(1)) + e^(z_3^(1)))
    # Cost
    "ℒ": ...,  # −(y_1^*·ln(a_1^(1)) + y_2^*·ln(a_2^(1)) + y_3^*·ln(a_3^(1)))
    # Backward pass
    "δ_1^(1)": ...,  # a_1^(1)·(y_1^* + y_2^* + y_3^*) − y_1^*
    "δ_2^(1)": ...,  # a_2^(1)·(y_1^* + y_2^* + y_3^*) − y_2^*
    "δ_3^(1)": ...,  # a_3^(1)·(y_1^* + y_2^* + y_3^*) − y_3^*
    # Gradients
    "∂ℒ/∂w_1,1^(1)": ...,  # a_1^(0)·δ_1^(1)
    "∂ℒ/∂w_1,2^(1)": ...,  # a_2^(0)·δ_1^(1)
    "∂ℒ/∂b_1^(1)": ...,  # δ_1^(1)
    "∂ℒ/∂w_2,1^(1)": ...,  # a_1^(0)·δ_2^(1)
    "∂ℒ/∂w_2,2^(1)": ...,  # a_2^(0)·δ_2^(1)
    "∂ℒ/∂b_2^(1)": ...,  # δ_2^(1)
    "∂ℒ/∂w_3,1^(1)": ...,  # a_1^(0)·δ_3^(1)
    "∂ℒ/∂w_3,2^(1)": ...,  # a_2^(0)·δ_3^(1)
    "∂ℒ/∂b_3^(1)": ...,  # δ_3^(1)
    # Update
    "w_1,1^(1) ←": ...,  # w_1,1^(1) − η·∂ℒ/∂w_1,1^(1)
    "w_1,2^(1) ←": ...,  # w_1,2^(1) − η·∂ℒ/∂w_1,2^(1)
    "b_1^(1) ←": ...,  # b_1^(1) − η·∂ℒ/∂b_1^(1)
    "w_2,1^(1) ←": ...,  # w_2,1^(1) − η·∂ℒ/∂w_2,1^(1)
    "w_2,2^(1) ←": ...,  # w_2,2^(1) − η·∂ℒ/∂w_2,2^(1)
    "b_2^(1) ←": ...,  # b_2^(1) − η·∂ℒ/∂b_2^(1)
    "w_3,1^(1) ←": ...,  # w_3,1^(1) − η·∂ℒ/∂w_3,1^(1)
    "w_3,2^(1) ←": ...,  # w_3,2^(1) − η·∂ℒ/∂w_3,2^(1)
    "b_3^(1) ←": ...,  # b_3^(1) − η·∂ℒ/∂b_3^(1)
}
