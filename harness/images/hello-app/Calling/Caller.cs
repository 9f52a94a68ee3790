using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Harness.Load.Engine;

namespace HelloApp.Calling;

/// <summary>Whom a command calls as, and whom it trusts.</summary>
/// <param name="TokenFile">File with a bearer token; null for none.</param>
/// <param name="User">Name and password for basic authentication, with a colon between them; null for none.</param>
/// <param name="CaFile">PEM file with the only authorities to trust; null for the system's.</param>
internal sealed record Caller(string? TokenFile = null, string? User = null, string? CaFile = null)
{
    /// <summary>A caller's options, which every command has.</summary>
    public static readonly string[] Options = ["--token-file", "--user", "--ca-file"];

    /// <summary>Reads the caller's options among a command's.</summary>
    /// <exception cref="FormatException">They do not go together, or are malformed.</exception>
    public static Caller From(GivenOptions given)
    {
        var caller = new Caller(given.Text("--token-file"), given.Text("--user"), given.Text("--ca-file"));
        if (caller is { TokenFile: not null, User: not null })
            throw new FormatException("--token-file and --user contradict each other");
        if (caller.User?.Contains(':', StringComparison.Ordinal) == false)
            throw new FormatException("--user is not NAME:PASSWORD");
        return caller;
    }

    /// <summary>What to ask for as this caller: its credentials with every request, its authorities and no others.</summary>
    /// <param name="url">Where.</param>
    /// <param name="marker">Text that a correct answer holds; empty for any.</param>
    /// <exception cref="FormatException">The token or the authorities cannot be read.</exception>
    public HttpTarget Target(Uri url, string marker) =>
        new(url, marker) { Authorization = Authorization(), Authorities = Authorities() };

    private AuthenticationHeaderValue? Authorization()
    {
        if (User is not null)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(User)));
        if (TokenFile is null)
            return null;
        var token = "";
        Read("--token-file", TokenFile, file => token = File.ReadAllText(file).Trim());
        return new AuthenticationHeaderValue("Bearer", token);
    }

    private X509Certificate2Collection? Authorities()
    {
        if (CaFile is null)
            return null;
        var authorities = new X509Certificate2Collection();
        Read("--ca-file", CaFile, authorities.ImportFromPemFile);
        return authorities;
    }

    private static void Read(string option, string file, Action<string> read)
    {
        try
        {
            read(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FormatException($"{option} {file} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
