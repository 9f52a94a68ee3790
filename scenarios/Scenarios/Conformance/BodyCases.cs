using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Harness.Scenarios.Conformance;

/// <summary>Long bodies, never held in full on either side; length and digest are compared.</summary>
public static class BodyCases
{
    private const int Huge = 100 << 20;
    private const int Small = 1 << 20;
    private const string Whole = "whole, by length and SHA-256";

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        new("100 MiB from the backend", Whole, DownAsync),
        new("100 MiB to the backend", Whole, hello => UpAsync(hello, Huge, isLengthSent: true)),
        new("1 MiB to the backend, chunked", Whole, hello => UpAsync(hello, Small, isLengthSent: false)),
    ];

    private static async Task<string> DownAsync(ProxiedHello hello)
    {
        var size = Huge.ToString(CultureInfo.InvariantCulture);
        var due = await hello.GetAsync($"/digest/{size}");
        if (due.Status != 200)
            return due.Says();
        using var response = await hello.OpenAsync("GET", $"/bytes/{size}");
        if ((int)response.StatusCode != 200)
            return (await hello.ReadAsync(response)).Says();
        await using var body = await response.Content.ReadAsStreamAsync(hello.Stop);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var length = 0L;
        while (await body.ReadAsync(buffer, hello.Stop) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        return Compare(due.Text, length, hash);
    }

    private static async Task<string> UpAsync(ProxiedHello hello, int length, bool isLengthSent)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var body = new RandomBody(length, isLengthSent, hash);
        var answer = await hello.CallAsync("PUT", "/digest", body);
        return answer.Status == 200 ? Compare(answer.Text, length, hash) : answer.Says();
    }

    private static string Compare(string answer, long length, IncrementalHash hash)
    {
        var digest = JsonSerializer.Deserialize<Digest>(answer, JsonSerializerOptions.Web)!;
        return digest == new Digest(length, Convert.ToHexStringLower(hash.GetHashAndReset()))
            ? Whole
            : $"backend: {digest.Length} bytes, caller: {length} bytes, with {(digest.Length == length ? "other" : "their own")} digests";
    }

    private sealed record Digest(long Length, string Sha256);

    /// <summary>Random bytes, so that lost, doubled or swapped pieces change the digest.</summary>
    private sealed class RandomBody(int length, bool isLengthSent, IncrementalHash hash) : HttpContent
    {
        protected override bool TryComputeLength(out long told)
        {
            told = length;
            return isLengthSent;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var buffer = new byte[128 * 1024];
            for (var left = length; left > 0; left -= buffer.Length)
            {
                RandomNumberGenerator.Fill(buffer);
                var piece = buffer.AsMemory(0, Math.Min(left, buffer.Length));
                hash.AppendData(piece.Span);
                await stream.WriteAsync(piece, cancellationToken);
            }
        }
    }
}
