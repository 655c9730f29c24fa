# The map of the project. `make` alone lists the targets.
# Set-up: every target makes .venv first and installs the pinned stack of constraints.txt into it. On a
# CUDA machine pip takes the CUDA build of torch by itself; PIP_ARGS passes anything else to pip.

PYTHON   ?= python3
PIP_ARGS ?=
CORPUS   ?= samples
WORKERS  ?= logical
NAME     ?= $(notdir $(patsubst %/,%,$(CORPUS)))
RUN      := runs/$(NAME)
BIN      := .venv/bin
export HF_HUB_DISABLE_TELEMETRY = 1
export TOKENIZERS_PARALLELISM = false

.PHONY: help install demo data tiny train eval test check format bench clean

help:
	@echo "make demo [CORPUS=folder]  corpus -> dataset -> tiny base -> 4-bit LoRA -> recall report"
	@echo "make data|tiny|train|eval  one step of the demo"
	@echo "make test [WORKERS=n]      the whole test suite, on as many cores as there are up to four"
	@echo "make check                 ruff and pyright"
	@echo "make format                ruff's formatter and safe fixes"
	@echo "make bench                 print the figures of bench/"
	@echo "make clean                 remove runs/ and .venv"

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "factune needs Python 3.11 or newer; name one with PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --constraint constraints.txt --editable '.[dev]'
	@touch .venv/installed

demo: data tiny train eval
	@echo "report: $(RUN)/eval/report.html   data: $(RUN)/report.html"

data: install
	$(BIN)/python -m data_prep --config configs/data_prep/samples.yaml --input $(CORPUS) --output $(RUN) --overwrite true

tiny: install
	$(BIN)/python -m train.tiny --dataset $(RUN)/dataset --output_dir $(RUN)/tiny_base

train: install
	$(BIN)/python -m train --config configs/train/tiny_cpu.yaml --dataset $(RUN)/dataset --model_name_or_path $(RUN)/tiny_base --output_dir $(RUN)/adapter

eval: install
	$(BIN)/python -m eval --config configs/eval/recall.yaml --dataset $(RUN)/dataset --model $(RUN)/tiny_base --adapter $(RUN)/adapter --output_dir $(RUN)/eval

test: install
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install
	$(BIN)/python -m bench.demo

clean:
	rm -rf runs .venv
