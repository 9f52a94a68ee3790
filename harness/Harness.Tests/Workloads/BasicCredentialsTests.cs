using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class BasicCredentialsTests
{
    [TestCase(4, "04")]
    [TestCase(10, "10")]
    public void An_htpasswd_line_is_the_name_and_a_hash_of_that_cost_by_the_name_that_crypt_knows(int cost, string digits)
    {
        var credentials = BasicCredentials.Fresh("alice");

        var line = credentials.HtpasswdLine(cost);

        line.ShouldMatch($"^alice:\\$2y\\${digits}\\$[./A-Za-z0-9]{{53}}$");
        BCrypt.Net.BCrypt.Verify(credentials.Password, line["alice:".Length..]).ShouldBeTrue();
        BCrypt.Net.BCrypt.Verify(credentials.Password + "x", line["alice:".Length..]).ShouldBeFalse();
    }

    [Test]
    public void Passwords_are_fresh_and_never_printed()
    {
        var (one, other) = (BasicCredentials.Fresh("alice"), BasicCredentials.Fresh("alice"));

        one.Password.ShouldNotBe(other.Password);
        $"{one}".ShouldBe("alice");
    }
}
