// The pieces of the PyTorch script; pytorch-twin.c chooses among them and fills in @names@.
// SPDX-License-Identifier: MIT
#pragma once

/* ── What it is, and what it uses ───────────────────────────────────────────────────────────── */

#define TWIN_HEAD                                                                                  \
  "# @model@ learns from @images@.\n"                                                              \
  "#\n"                                                                                            \
  "#   python3 THIS-FILE.py                          prints step,loss\n"                           \
  "#   torchrun --nproc_per_node=2 THIS-FILE.py      the same losses from several processes\n"     \
  "\n"

#define TWIN_IMPORTS                                                                               \
  "import os\n"                                                                                    \
  "from pathlib import Path\n"                                                                     \
  "\n"                                                                                             \
  "import numpy as np\n"                                                                           \
  "import torch\n"                                                                                 \
  "import torch.distributed as dist\n"                                                             \
  "import torch.nn as nn\n"                                                                        \
  "import torch.nn.functional as F\n"                                                              \
  "from torch.nn.parallel import DistributedDataParallel\n"                                        \
  "\n"

/* ── The data ───────────────────────────────────────────────────────────────────────────────── */

#define TWIN_DATA_TORCHVISION                                                                      \
  "# --data=FOLDER holds the files of @title@, plain or .gz; without it torchvision fetches "      \
  "them.\n"

#define TWIN_DATA_BUILT_IN                                                                         \
  "# Downhill draws these images itself; write them to the folder that --data names with\n"        \
  "#   downhill data export @name@ @name@\n"

#define TWIN_DATA_FOLDER                                                                           \
  "# --data=FOLDER holds the IDX files, plain or .gz.\n"

#define TWIN_FOLDER                                                                                \
  "parser = argparse.ArgumentParser()\n"                                                           \
  "parser.add_argument(\"--data\", metavar=\"FOLDER\", default=@folder@)\n"                        \
  "folder = parser.parse_known_args()[0].data\n"                                                   \
  "\n"                                                                                             \
  "\n"

#define TWIN_FIND                                                                                  \
  "def read_idx(name):\n"                                                                          \
  "    \"\"\"The bytes of an IDX file as a tensor; its shape stands before them.\"\"\"\n"          \
  "    files = sorted(Path(folder).glob(name)) + sorted(Path(folder).glob(name + \".gz\"))\n"      \
  "    if not files:\n"

#define TWIN_MISSING                                                                               \
  "        raise SystemExit(f\"No {name} in {folder}\")\n"

#define TWIN_MISSING_BUILT_IN                                                                      \
  "        raise SystemExit(f\"No {name} in {folder}: "                                           \
  "downhill data export @name@ {folder}\")\n"

#define TWIN_READ                                                                                  \
  "    raw = files[0].read_bytes()\n"                                                              \
  "    if raw[:2] == b\"\\x1f\\x8b\":\n"                                                           \
  "        raw = gzip.decompress(raw)\n"                                                           \
  "    shape = np.frombuffer(raw, \">u4\", count=raw[3], offset=4)\n"                              \
  "    kinds = {8: \"u1\", 9: \"i1\", 11: \">i2\", 12: \">i4\", 13: \">f4\", 14: \">f8\"}\n"       \
  "    values = np.frombuffer(raw, kinds[raw[2]], offset=4 + 4 * len(shape)).reshape(shape)\n"     \
  "    return torch.tensor(values.astype(values.dtype.newbyteorder(\"=\")))\n"                     \
  "\n"                                                                                             \
  "\n"

#define TWIN_LOAD                                                                                  \
  "def load(part):\n"                                                                              \
  "    \"\"\"The images [n, height, width], 0 … 255, and the labels [n] of train or test.\"\"\"\n"

#define TWIN_LOAD_TORCHVISION                                                                      \
  "    if not folder:\n"                                                                           \
  "        from torchvision.datasets import @class@  # not here? Give --data=FOLDER\n"             \
  "        whole = @class@(\"data\", train=part == \"train\", download=True)\n"                    \
  "        return whole.data, whole.targets\n"

#define TWIN_LOAD_FOLDER                                                                           \
  "    images = read_idx(f\"{part}-images?idx[23]-*[a-y]\")\n"                                     \
  "    return images, read_idx(f\"{part}-labels?idx1-*[a-y]\").long()\n"                           \
  "\n"                                                                                             \
  "\n"                                                                                             \
  "train_images, train_labels = load(\"train\")\n"

#define TWIN_KNOWN_SHAPE                                                                           \
  "test_images, test_labels = load(\"t10k\")\n"                                                    \
  "\n"

#define TWIN_UNKNOWN_SHAPE                                                                         \
  "test_images, test_labels = train_images[:0], train_labels[:0]\n"                                \
  "if any(Path(folder).glob(\"t[1e]*-images?idx[23]-*\")):  # t10k-… or test-…\n"                  \
  "    test_images, test_labels = load(\"t[1e]*\")\n"                                              \
  "if train_images.dtype != torch.uint8:  # the least value of training is 0, the largest 255\n"   \
  "    low, high = train_images.min().double() / 2, train_images.max().double() / 2\n"             \
  "    train_images, test_images = (\n"                                                            \
  "        torch.floor(((images.double() / 2 - low) / (high - low)).clamp(0, 1) * 255 + 0.5)\n"    \
  "        for images in (train_images, test_images))\n"                                           \
  "names = Path(folder) / \"classes.txt\"\n"                                                       \
  "n_names = len(names.read_text(\"utf-8\").rstrip().splitlines()) if names.is_file() else 0\n"    \
  "labels = torch.cat([train_labels, test_labels])\n"                                              \
  "first = labels.min() >= 1 and labels.max() == n_names if n_names else labels.min() == 1\n"      \
  "train_labels, test_labels = train_labels - int(first), test_labels - int(first)\n"              \
  "n_pixels = train_images[0].numel()\n"                                                           \
  "n_classes = n_names or int(labels.max()) + 1 - int(first)\n"                                    \
  "\n"

#define TWIN_STANDARDISE                                                                           \
  "# Standardised with the mean and the deviation of all training pixels.\n"                       \
  "pixels = train_images.float()\n"                                                                \
  "mean, std = pixels.mean(), pixels.std()\n"                                                      \
  "\n"                                                                                             \
  "\n"                                                                                             \
  "def standardise(images):\n"                                                                     \
  "    return ((images.float() - mean) / std).flatten(1)\n"                                        \
  "\n"                                                                                             \
  "\n"

#define TWIN_SUBSET_ALL                                                                            \
  "X, y = standardise(train_images), train_labels\n"                                               \
  "\n"

#define TWIN_SUBSET_DRAWN                                                                          \
  "# The subset to learn from.\n"                                                                  \
  "np.random.seed(@subset_seed@)\n"                                                                \
  "subset = np.random.choice(len(train_images), @subset@@replace@)\n"

#define TWIN_SUBSET_FILE                                                                           \
  "# The images to learn from, by their numbers in the training set.\n"                            \
  "with open(@subset_file@) as file:\n"                                                            \
  "    subset = [int(number) for number in file.read().split()]\n"

#define TWIN_SUBSET_PAGE                                                                           \
  "# The images to learn from, consistent with the numbers on the lecture's page.\n"               \
  "subset = [int(number) for number in \"\"\"\n"                                                   \
  "@page@\n"                                                                                       \
  "\"\"\".split()]\n"

#define TWIN_SUBSET_TAKE                                                                           \
  "X, y = standardise(train_images[subset]), train_labels[subset]\n"                               \
  "\n"

/* ── The model ──────────────────────────────────────────────────────────────────────────────── */

#define TWIN_MODEL                                                                                 \
  "\n"                                                                                             \
  "class MLP(nn.Module):\n"                                                                        \
  "    def __init__(self):\n"                                                                      \
  "        super().__init__()\n"                                                                   \
  "        self.main = nn.Sequential(@layers@)\n"                                                  \
  "@init@"                                                                                         \
  "\n"                                                                                             \
  "    def forward(self, x):\n"                                                                    \
  "        return F.log_softmax(self.main(x), dim=1)\n"                                            \
  "\n"                                                                                             \
  "\n"                                                                                             \
  "torch.manual_seed(@init_seed@)\n"

/* Inside __init__, so that models made before take their share of it too. %s: a function. */
#define TWIN_INIT                                                                                  \
  "        for layer in self.main:\n"                                                              \
  "            if isinstance(layer, nn.Linear):\n"                                                 \
  "                nn.init.%s(layer.weight)\n"

#define TWIN_INIT_BIAS                                                                             \
  "                nn.init.zeros_(layer.bias)\n"

#define TWIN_ONE_BEFORE                                                                            \
  "MLP()  # a model made before ours takes its share of the random numbers\n"

#define TWIN_MODELS_BEFORE                                                                         \
  "for _ in range(@models_before@):\n"                                                             \
  "    MLP()  # models made before ours take their share of the random numbers\n"

#define TWIN_MAKE_MODEL                                                                            \
  "model = MLP()\n"                                                                                \
  "\n"

#define TWIN_INIT_FROM                                                                             \
  "\n"                                                                                             \
  "def load_safetensors(path):\n"                                                                  \
  "    \"\"\"The tensors of a file: length of a JSON header, header, floats.\"\"\"\n"              \
  "    raw = Path(path).read_bytes()\n"                                                            \
  "    data = 8 + int.from_bytes(raw[:8], \"little\")\n"                                           \
  "    header = json.loads(raw[8:data])\n"                                                         \
  "    header.pop(\"__metadata__\", None)\n"                                                       \
  "    tensors = {}\n"                                                                             \
  "    for name, entry in header.items():\n"                                                       \
  "        begin, end = entry[\"data_offsets\"]\n"                                                 \
  "        values = np.frombuffer(raw[data + begin:data + end], \"<f4\")\n"                        \
  "        tensors[name] = torch.tensor(values).reshape(entry[\"shape\"])\n"                       \
  "    return tensors\n"                                                                           \
  "\n"                                                                                             \
  "\n"                                                                                             \
  "model.load_state_dict(load_safetensors(@init_from@))\n"                                         \
  "\n"

/* ── The descent ────────────────────────────────────────────────────────────────────────────── */

/* A process divides the sum over its share by n / world: the mean of that over the processes, which
 * is what DistributedDataParallel makes of the gradients, is the mean over the batch even where the
 * shares are not equal or one is empty. */
#define TWIN_PROCESSES                                                                             \
  "# torchrun starts several processes. Each takes its share of every batch, gradients are "       \
  "averaged.\n"                                                                                    \
  "rank, world = int(os.environ.get(\"RANK\", 0)), int(os.environ.get(\"WORLD_SIZE\", 1))\n"       \
  "if world > 1:\n"                                                                                \
  "    dist.init_process_group(\"gloo\")\n"                                                        \
  "net = DistributedDataParallel(model) if world > 1 else model\n"                                 \
  "\n"                                                                                             \
  "\n"                                                                                             \
  "def report(step, loss):\n"                                                                      \
  "    loss = loss.detach() / world\n"                                                             \
  "    if world > 1:\n"                                                                            \
  "        dist.all_reduce(loss)\n"                                                                \
  "    if rank == 0:\n"                                                                            \
  "        print(f\"{step},{loss.item():.9g}\")\n"                                                 \
  "\n"                                                                                             \
  "\n"

#define TWIN_EPOCH_BATCHES                                                                         \
  "def batches():\n"                                                                               \
  "    \"\"\"Numbers of images, in an order drawn anew each epoch; the last may be fewer.\"\"\"\n" \
  "    while True:\n"                                                                              \
  "        yield from torch.randperm(len(y)).split(@batch@)\n"                                     \
  "\n"                                                                                             \
  "\n"

#define TWIN_IID_BATCHES                                                                           \
  "def batches():\n"                                                                               \
  "    \"\"\"Numbers of images, each drawn from all of them, whatever was drawn before.\"\"\"\n"   \
  "    while True:\n"                                                                              \
  "        yield np.random.choice(len(y), @batch@)@few@\n"                                         \
  "\n"                                                                                             \
  "\n"

#define TWIN_IID_SEED                                                                              \
  "np.random.seed(@subset_seed@)\n"                                                                \
  "\n"

#define TWIN_ALL_IMAGES                                                                            \
  "# @descent@: every step sees all images. Row k is the loss after k updates.\n"

#define TWIN_ONE_BATCH                                                                             \
  "# @descent@: every step sees one batch. Row k is its loss after k updates.\n"

#define TWIN_LECTURE_NUMBERS                                                                       \
  "learning_rate = @learning_rate@\n"

#define TWIN_WARM_UP_FROM_0                                                                        \
  "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(step / @schedule_steps@, 1))"

#define TWIN_FULL_BATCH                                                                            \
  "n_steps = @n_steps@\n"                                                                          \
  "n = len(y) / world  # images a process\n"                                                       \
  "X, y = X[rank::world], y[rank::world]\n"                                                        \
  "for step in range(n_steps + 1):\n"                                                              \
  "    loss = F.nll_loss(net(X), y, reduction=\"sum\") / n\n"

#define TWIN_MINI_BATCH                                                                            \
  "n_steps = @n_steps@\n"                                                                          \
  "for step, batch in zip(range(n_steps + 1), batches()):\n"                                       \
  "    n = len(batch) / world  # images a process\n"                                               \
  "    mine = batch[rank::world]\n"                                                                \
  "    loss = F.nll_loss(net(X[mine]), y[mine], reduction=\"sum\") / n\n"

#define TWIN_REPORT                                                                                \
  "    report(step, loss)\n"                                                                       \
  "    if step == n_steps:\n"                                                                      \
  "        break\n"

#define TWIN_LECTURE_UPDATE                                                                        \
  "    model.zero_grad()\n"                                                                        \
  "    loss.backward()\n"                                                                          \
  "    with torch.no_grad():\n"                                                                    \
  "        for p in model.parameters():\n"                                                         \
  "            p.data -= learning_rate * p.grad.data\n"

#define TWIN_GRADIENT                                                                              \
  "    optimizer.zero_grad()\n"                                                                    \
  "    loss.backward()\n"

#define TWIN_CLIP                                                                                  \
  "    torch.nn.utils.clip_grad_norm_(model.parameters(), @clip_norm@)\n"

#define TWIN_STEP                                                                                  \
  "    optimizer.step()\n"

#define TWIN_SCHEDULE                                                                              \
  "    scheduler.step()\n"

/* ── The test ───────────────────────────────────────────────────────────────────────────────── */

#define TWIN_TEST                                                                                  \
  "\n"                                                                                             \
  "if @test_condition@:\n"                                                                         \
  "    with torch.no_grad():\n"                                                                    \
  "        log_p = model(standardise(test_images))\n"                                              \
  "    loss = F.nll_loss(log_p, test_labels).item()\n"                                             \
  "    accuracy = (log_p.argmax(1) == test_labels).float().mean().item()\n"                        \
  "    print(f\"test loss {loss:.9g}, accuracy {accuracy:.9g}\")\n"                                \
  "if world > 1:\n"                                                                                \
  "    dist.destroy_process_group()\n"
