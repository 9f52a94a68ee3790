using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Workloads;

/// <summary>A user's name and password for HTTP's basic authentication.</summary>
/// <param name="User">The name.</param>
/// <param name="Password">The password; never printed.</param>
public sealed record BasicCredentials(string User, string Password)
{
    /// <summary>The cheapest hash that bcrypt has.</summary>
    public const int LeastCost = 4;

    /// <summary>The most expensive.</summary>
    public const int GreatestCost = 31;

    /// <summary>The minimum in OWASP's password storage cheat sheet.</summary>
    public const int DefaultCost = 10;

    private const int PasswordLength = 24;

    /// <summary>Credentials with a password that nobody knows yet.</summary>
    public static BasicCredentials Fresh(string user) => new(
        user, RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", PasswordLength));

    /// <summary>As command-line tools take them.</summary>
    internal string UserAndPassword => $"{User}:{Password}";

    /// <summary>As a client sends them: a secret.</summary>
    public AuthenticationHeaderValue ToHeader() => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(UserAndPassword)));

    /// <summary>A line of an htpasswd file, hashed with bcrypt as Apache's <c>htpasswd -B</c> does.</summary>
    /// <param name="cost">Base-2 logarithm of the number of rounds, from 4 to 31: one more doubles the time that each check takes.</param>
    public string HtpasswdLine(int cost)
    {
        var salt = BCrypt.Net.BCrypt.GenerateSalt(cost, 'y'); // "2y": the name that crypt(3) and Apache share
        return $"{User}:{BCrypt.Net.BCrypt.HashPassword(Password, salt)}";
    }

    /// <summary>The name alone.</summary>
    public override string ToString() => User;
}
