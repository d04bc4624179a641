using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Beffroi.Appliance.Configuration;

namespace Beffroi.Appliance.Backups.Targets;

/// <summary>A bucket of an S3-compatible service; an object appears whole by the service's own rule.</summary>
public sealed class S3Target : IBackupTarget
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly string _prefix;

    private S3Target(AmazonS3Client client, string bucket, string prefix, string address)
    {
        _client = client;
        _bucket = bucket;
        _prefix = prefix;
        Address = address;
    }

    /// <inheritdoc />
    public string Address { get; }

    /// <summary>Opens a bucket.</summary>
    /// <param name="address"><c>s3://bucket[/prefix]</c>.</param>
    /// <param name="section">The service and its keys.</param>
    public static S3Target Open(string address, S3Section section)
    {
        if (section.Endpoint is null || section.AccessKey is null || section.SecretKey is null)
        {
            throw new BackupException("Backup:S3:Endpoint, AccessKey et SecretKey sont nécessaires pour une cible s3://. " + ServiceUnit.SecretsElsewhere);
        }

        var path = address["s3://".Length..].Split('/', 2);
        var client = new AmazonS3Client(new BasicAWSCredentials(section.AccessKey, section.SecretKey), new AmazonS3Config
        {
            ServiceURL = section.Endpoint,
            AuthenticationRegion = section.Region,
            // Other services than Amazon's know neither buckets as hosts nor checksums in trailers.
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        var prefix = path.Length > 1 && path[1].Trim('/').Length > 0 ? path[1].Trim('/') + "/" : "";
        return new S3Target(client, path[0], prefix, address);
    }

    /// <inheritdoc />
    public Task<IDisposable?> LockAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <inheritdoc />
    public Task<IReadOnlyList<TargetObject>> ListAsync(string folder, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<TargetObject>>(async () =>
    {
        var objects = new List<TargetObject>();
        string? next = null;
        do
        {
            var page = await _client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = _bucket, Prefix = $"{_prefix}{folder}/", ContinuationToken = next }, cancellationToken);
            objects.AddRange((page.S3Objects ?? []).Select(stored => new TargetObject(stored.Key[_prefix.Length..], stored.Size ?? 0)));
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
        return objects;
    });

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => AskAsync<Stream>(async () =>
    {
        try
        {
            return (await _client.GetObjectAsync(_bucket, _prefix + name, cancellationToken)).ResponseStream;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException(missing.Message, name, missing);
        }
    });

    /// <inheritdoc />
    public async Task WriteAsync(string name, Func<Stream, Task> content, CancellationToken cancellationToken)
    {
        // The length must be known before the first byte leaves: encrypted, so it may lie in a temporary file.
        await using var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), "beffroi-" + Guid.CreateVersion7().ToString("N")),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await content(spool);
        spool.Position = 0;
        await AskAsync(() => _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _bucket,
                Key = _prefix + name,
                InputStream = spool,
                AutoCloseStream = false,
                UseChunkEncoding = false,
                DisablePayloadSigning = _client.Config.ServiceURL?.StartsWith("https", StringComparison.Ordinal) == true,
            },
            cancellationToken));
    }

    /// <inheritdoc />
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => AskAsync(() => _client.DeleteObjectAsync(_bucket, _prefix + name, cancellationToken));

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new BackupException($"{Address} ne peut pas être utilisé : {error.Message}. Vérifiez Backup:S3 et le nom du seau.");
        }
    }
}
