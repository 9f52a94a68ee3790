using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Harness.Load.Engine;

namespace HelloApp.Calling;

/// <summary>Whom a command calls as, and whom it trusts.</summary>
/// <param name="TokenFile">File with a bearer token; null for none.</param>
/// <param name="UserFile">File with name and password for basic authentication, a colon between them; null for none.</param>
/// <param name="CaFile">PEM file with the only authorities to trust; null for the system's.</param>
internal sealed record Caller(string? TokenFile = null, string? UserFile = null, string? CaFile = null)
{
    /// <summary>A caller's options, which every command has.</summary>
    public static readonly string[] Options = ["--token-file", "--user-file", "--ca-file"];

    /// <summary>Reads the caller's options among a command's.</summary>
    /// <exception cref="FormatException">They do not go together.</exception>
    public static Caller From(GivenOptions given)
    {
        var caller = new Caller(given.Text("--token-file"), given.Text("--user-file"), given.Text("--ca-file"));
        return caller is { TokenFile: not null, UserFile: not null }
            ? throw new FormatException("--token-file and --user-file contradict each other")
            : caller;
    }

    /// <summary>What to ask for as this caller: its credentials with every request, its authorities and no others.</summary>
    /// <param name="url">Where.</param>
    /// <param name="marker">Text that a correct answer holds; empty for any.</param>
    /// <exception cref="FormatException">A file cannot be read, or is malformed.</exception>
    public HttpTarget Target(Uri url, string marker) =>
        new(url, marker) { Authorization = Authorization(), Authorities = Authorities() };

    private AuthenticationHeaderValue? Authorization()
    {
        if (TokenFile is not null)
            return new AuthenticationHeaderValue("Bearer", Text("--token-file", TokenFile));
        if (UserFile is null)
            return null;
        var user = Text("--user-file", UserFile);
        return user.Contains(':', StringComparison.Ordinal)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)))
            : throw new FormatException($"--user-file {UserFile} does not hold NAME:PASSWORD");
    }

    private static string Text(string option, string path)
    {
        var text = "";
        Read(option, path, file => text = File.ReadAllText(file).Trim());
        return text;
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
