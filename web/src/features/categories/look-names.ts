import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CategoryIconName } from '@/ui/category-icons';
import type { CategoryColour } from '@/ui/category-palette';

const COLOURS: Readonly<Record<CategoryColour, MessageDescriptor>> = {
  green: msg({ message: 'Green', context: 'colour' }),
  blue: msg({ message: 'Blue', context: 'colour' }),
  orange: msg({ message: 'Orange', context: 'colour' }),
  purple: msg({ message: 'Purple', context: 'colour' }),
  pink: msg({ message: 'Pink', context: 'colour' }),
  yellow: msg({ message: 'Yellow', context: 'colour' }),
  teal: msg({ message: 'Teal', context: 'colour' }),
  red: msg({ message: 'Red', context: 'colour' }),
  slate: msg({ message: 'Slate', context: 'colour' }),
  brown: msg({ message: 'Brown', context: 'colour' }),
};

/** The things that the icons show, or stand for. */
const ICONS: Readonly<Record<CategoryIconName, MessageDescriptor>> = {
  dots: msg({ message: 'Other', context: 'icon' }),
  basket: msg({ message: 'Basket', context: 'icon' }),
  home: msg({ message: 'House', context: 'icon' }),
  train: msg({ message: 'Train', context: 'icon' }),
  heart: msg({ message: 'Heart', context: 'icon' }),
  ticket: msg({ message: 'Ticket', context: 'icon' }),
  shirt: msg({ message: 'Shirt', context: 'icon' }),
  book: msg({ message: 'Book', context: 'icon' }),
  gift: msg({ message: 'Gift', context: 'icon' }),
  plane: msg({ message: 'Plane', context: 'icon' }),
  restaurant: msg({ message: 'Restaurant', context: 'icon' }),
  coffee: msg({ message: 'Coffee', context: 'icon' }),
  pizza: msg({ message: 'Pizza', context: 'icon' }),
  beer: msg({ message: 'Beer', context: 'icon' }),
  car: msg({ message: 'Car', context: 'icon' }),
  bus: msg({ message: 'Bus', context: 'icon' }),
  bike: msg({ message: 'Bicycle', context: 'icon' }),
  fuel: msg({ message: 'Fuel', context: 'icon' }),
  phone: msg({ message: 'Phone', context: 'icon' }),
  wifi: msg({ message: 'Internet', context: 'icon' }),
  bolt: msg({ message: 'Electricity', context: 'icon' }),
  droplet: msg({ message: 'Water', context: 'icon' }),
  flame: msg({ message: 'Heating', context: 'icon' }),
  tools: msg({ message: 'Repairs', context: 'icon' }),
  sofa: msg({ message: 'Furniture', context: 'icon' }),
  plant: msg({ message: 'Garden', context: 'icon' }),
  paw: msg({ message: 'Pets', context: 'icon' }),
  baby: msg({ message: 'Children', context: 'icon' }),
  school: msg({ message: 'School', context: 'icon' }),
  stethoscope: msg({ message: 'Doctor', context: 'icon' }),
  pill: msg({ message: 'Medicine', context: 'icon' }),
  barbell: msg({ message: 'Sport', context: 'icon' }),
  music: msg({ message: 'Music', context: 'icon' }),
  movie: msg({ message: 'Film', context: 'icon' }),
  camera: msg({ message: 'Photography', context: 'icon' }),
  cash: msg({ message: 'Cash', context: 'icon' }),
  bank: msg({ message: 'Bank', context: 'icon' }),
  receipt: msg({ message: 'Receipt', context: 'icon' }),
  shield: msg({ message: 'Insurance', context: 'icon' }),
  scissors: msg({ message: 'Hairdresser', context: 'icon' }),
};

/** What a picker calls a colour. */
export function colourName(colour: CategoryColour): string {
  return i18n._(COLOURS[colour]);
}

/** What a picker calls an icon. */
export function iconName(icon: CategoryIconName): string {
  return i18n._(ICONS[icon]);
}
