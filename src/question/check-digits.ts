const digitsOf = (number: string): number[] => Array.from(number, Number);

/**
 * Whether twelve digits can be an individual number (マイナンバー): the last one checks the others, by the ministerial
 * ordinance of 2014 (総務省令第85号, article 5): weights 2 to 7 and 2 to 6 from the right, 11 less the sum modulo 11.
 */
export function isIndividualNumber(digits: string): boolean {
  // One digit over and over is nobody's.
  if (!/^\d{12}$/u.test(digits) || /^(\d)\1*$/u.test(digits)) return false;
  const sum = digitsOf(digits.slice(0, 11))
    .reverse()
    .reduce((total, digit, index) => total + digit * (index < 6 ? index + 2 : index - 4), 0);
  const check = sum % 11 <= 1 ? 0 : 11 - (sum % 11);
  return check === Number(digits[11]);
}

/** First digits of the payment cards in use, with how long their numbers are (ISO/IEC 7812). */
const CARDS = /^(?:(?:4\d|5[1-5]|2[2-7]|35|6[025])\d{14}|3[47]\d{13}|3[068]\d{12})$/u;

/** Whether digits can be a payment card's number: an issuer's first digits, their length, and Luhn's check. */
export function isCardNumber(digits: string): boolean {
  if (!CARDS.test(digits)) return false;
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = index % 2 === 0 ? digit : digit * 2;
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}
