// node s3.mjs BUCKET KEY TRUST: a package in S3, or in a store that speaks its protocol (AWS_ENDPOINT_URL_S3 says where).
// Region and credentials are found as the AWS SDK does. Needs the npm package @aws-sdk/client-s3.

import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { verifyPackage } from "vnfseal";

const [Bucket, Key, trust] = process.argv.slice(2);
const s3 = new S3Client();
const { ContentLength, ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key }));

const source = {
  name: Key.split("/").at(-1),
  size: ContentLength,
  async read(offset, length) {
    const Range = `bytes=${offset}-${offset + length - 1}`;
    // An object that is replaced while it is read is an error (412), and never a mixture of two.
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range, IfMatch: ETag }));
    return Body.transformToByteArray();
  },
};

const { verdict } = await verifyPackage(source, { trust });
console.log(verdict);
process.exitCode = verdict === "passed" ? 0 : 1;
