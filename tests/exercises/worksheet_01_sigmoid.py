"""The sigmoid and its slope

Goes with anomitroid §2, (8) and (10); step_by_step, Hidden Layer. Work out the activation and the
slope of the sigmoid for three weighted inputs.

Put a number in the place of each ... below, or arithmetic such as 0.4*0.7 - 0.3**2 or 1/(1 +
exp(-0.2)); ln(x) and log(x) are the natural logarithm, sqrt(x) and tanh(x) are known too. Write at
least 4 significant digits; whether you round, cut or carry more of them from line to line does not
matter. What you have not worked out stays as it is.

Then mark it, my_sheet.py being the name of this file:
    python -m backprop_scalar mark my_sheet.py
    python -m pytest my_sheet.py
"""

NAME = ""
WORKSHEET = "sigmoid"
SEED = 0

GIVEN = {
    "z_1": -2.1,  # weighted input 1
    "z_2": 0.3,  # weighted input 2
    "z_3": 2,  # weighted input 3
}

ANSWERS = {
    # Activations and slopes
    "a_1": ...,  # 1/(1 + e^(−z_1))
    "σ'(z_1)": ...,  # a_1·(1 − a_1)
    "a_2": ...,  # 1/(1 + e^(−z_2))
    "σ'(z_2)": ...,  # a_2·(1 − a_2)
    "a_3": ...,  # 1/(1 + e^(−z_3))
    "σ'(z_3)": ...,  # a_3·(1 − a_3)
}
