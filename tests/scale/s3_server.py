"""An S3 server as a process of its own: moto's, over HTTP, with keys and rights that it checks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.scale.folders import environment

_SERVE = """
import sys, time
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
server.start()
with open(sys.argv[1] + ".part", "w") as file:
    file.write("http://%s:%d" % server.get_host_and_port())
import os
os.replace(sys.argv[1] + ".part", sys.argv[1])
while True:
    time.sleep(60)
"""
#: What is done before anybody has a key: a user, her rights, her key.
_FREE_ACTIONS = "3"


class S3Server:
    """The server, and the keys of a user who may do everything with S3 but read objects whose name has ``secret``."""

    def __init__(self, folder: Path) -> None:
        where = folder / "address"
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(where)],
            env=environment(INITIAL_NO_AUTH_ACTION_COUNT=_FREE_ACTIONS),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while not where.exists():
            assert self._process.poll() is None, "the server has ended"
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.05)
        self.address = where.read_text()
        rights = [
            {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
            {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::*secret*"},
        ]
        iam = self._client("iam", "nobody", "nothing")
        iam.create_user(UserName="reader")
        policy = json.dumps({"Version": "2012-10-17", "Statement": rights})
        iam.put_user_policy(UserName="reader", PolicyName="reading", PolicyDocument=policy)
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        self.key, self.secret = str(key["AccessKeyId"]), str(key["SecretAccessKey"])
        self._s3 = self._client("s3", self.key, self.secret)

    def _client(self, service: str, key: str, secret: str) -> Any:
        import boto3

        return boto3.client(
            service,
            endpoint_url=self.address,
            region_name="us-east-1",
            aws_access_key_id=key,
            aws_secret_access_key=secret,
        )

    def environment(self, **other: str) -> dict[str, str]:
        """What a user sets to reach the server, and nothing that the machine's own user has set."""
        given = {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_DEFAULT_REGION": "us-east-1",
            # No machine of a cloud, where a service hands out keys.
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            **other,
        }
        left = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return {**left, **{name: value for name, value in given.items() if value}}

    def bucket(self, name: str, plans: Path) -> str:
        """Make a bucket with a folder ``plans``, and give its name."""
        self._s3.create_bucket(Bucket=name)
        for path in plans.iterdir():
            self.put(name, f"plans/{path.name}", path.read_bytes())
        return name

    def put(self, bucket: str, key: str, data: bytes) -> None:
        """Put an object."""
        self._s3.put_object(Bucket=bucket, Key=key, Body=data)

    def get(self, bucket: str, key: str) -> bytes:
        """The bytes of an object."""
        data: bytes = self._s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        return data

    def keys(self, bucket: str, prefix: str = "") -> list[str]:
        """Names of the objects under a prefix."""
        found = self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return [str(each["Key"]) for page in found for each in page.get("Contents", ())]

    def buckets(self) -> set[str]:
        """Names of all buckets."""
        return {str(bucket["Name"]) for bucket in self._s3.list_buckets()["Buckets"]}

    def outputs(self, bucket: str, folder: str = "out") -> dict[str, bytes]:
        """Every result by name, the kept steps left out."""
        names = [key.removeprefix(f"{folder}/") for key in self.keys(bucket, f"{folder}/")]
        return {name: self.get(bucket, f"{folder}/{name}") for name in names if not name.startswith(".work/")}

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.wait()
