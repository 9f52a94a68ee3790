using System.Net.Http.Headers;
using k8s.Authentication;

namespace Harness.Api;

/// <summary>
/// A file that holds a token. It is read for each call, since others replace it when the token expires; while it cannot be read, the
/// last token counts.
/// </summary>
internal sealed class TokenFile : ITokenProvider
{
    private const int Longest = 64 << 10;
    private readonly string _file;
    private string _last;

    private TokenFile(string file, string last) => (_file, _last) = (file, last);

    /// <summary>Reads a file for the first time.</summary>
    /// <param name="title">What messages call the kubeconfig.</param>
    /// <param name="file">The file.</param>
    /// <param name="otherwise">Token to begin with where the file cannot be read; null for none.</param>
    /// <exception cref="HarnessException">There is no token (exit code 2).</exception>
    public static TokenFile Open(string title, string file, string? otherwise)
    {
        try
        {
            return new TokenFile(file, Read(file) ?? otherwise
                ?? throw HarnessException.BadInput($"{title}: tokenFile {file} holds no token"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return otherwise is not null ? new TokenFile(file, otherwise) : throw HarnessException.BadInput(
                $"{title}: tokenFile {file} cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}", unreadable);
        }
    }

    /// <inheritdoc/>
    public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        try
        {
            _last = Read(_file) ?? _last;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // It may be about to be replaced.
        }

        return Task.FromResult(new AuthenticationHeaderValue("Bearer", _last));
    }

    /// <summary>The token; null where the file holds none that could be sent.</summary>
    private static string? Read(string file)
    {
        using var stream = RegularFile.Open(file);
        var buffer = new byte[Longest + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var token = System.Text.Encoding.UTF8.GetString(buffer, 0, length).Trim();
        return token.Length > 0 && length <= Longest && !token.Any(char.IsControl) ? token : null;
    }
}
